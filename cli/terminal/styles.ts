import pc from 'picocolors'

/** Colours for a stream: none unless it is a terminal; `NO_COLOR` and `FORCE_COLOR` are obeyed. */
export function styles(stream: { readonly isTTY?: boolean }): ReturnType<typeof pc.createColors> {
  return pc.createColors(pc.isColorSupported && (stream.isTTY === true || 'FORCE_COLOR' in process.env))
}
