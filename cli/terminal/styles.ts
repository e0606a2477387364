import pc from 'picocolors'

/** When colours are used. */
export const COLOR_CHOICES = ['auto', 'always', 'never'] as const

/** When colours are used: `auto` on a terminal. */
export type ColorChoice = (typeof COLOR_CHOICES)[number]

/** Colours for a stream. With `auto`, none unless it is a terminal; `NO_COLOR` and `FORCE_COLOR` are obeyed. */
export function styles(
  stream: { readonly isTTY?: boolean },
  choice: ColorChoice = 'auto',
): ReturnType<typeof pc.createColors> {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  const isWanted = FORCE_COLOR ? true : stream.isTTY === true && TERM !== 'dumb'
  return pc.createColors(choice === 'always' || (choice === 'auto' && !NO_COLOR && isWanted))
}
