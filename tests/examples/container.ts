import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Copy, DockerfileParser, type Instruction, type JSONInstruction } from 'dockerfile-ast'

/** Runs the command of a RUN instruction in a folder of a stage. */
export type RunCommand = (command: readonly string[], folder: string) => Promise<void>

/** What the last stage of a Dockerfile would hold, in a folder in place of its root. */
export interface Image {
  readonly root: string
  readonly user: string
  readonly workdir: string
  /** ENTRYPOINT and CMD. */
  readonly entrypoint: readonly string[]
  readonly command: readonly string[]
}

/** Where an image is made. */
export interface Build {
  /** The folder with the files that may be copied. */
  readonly context: string
  /** An empty folder. */
  readonly into: string
  readonly run: RunCommand
}

/**
 * Follows a Dockerfile without Docker: its files are copied, and its commands run on this machine. Base images stay
 * empty.
 *
 * @throws an error for an instruction that it does not know
 */
export async function followDockerfile(text: string, { context, into, run }: Build): Promise<Image> {
  const stages = new Map<string, string>()
  let image: Image = { root: '', user: 'root', workdir: '/', entrypoint: [], command: [] }
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const args = argumentsOf(instruction)
    const keyword = instruction.getKeyword()
    if (keyword === 'FROM') {
      const root = join(into, `${stages.size}`)
      mkdirSync(root)
      stages.set(args[2] ?? `${stages.size}`, root)
      image = { root, user: 'root', workdir: '/', entrypoint: [], command: [] }
    } else if (keyword === 'WORKDIR') {
      image = { ...image, workdir: args[0] ?? '/' }
      mkdirSync(join(image.root, image.workdir), { recursive: true })
    } else if (keyword === 'COPY') {
      const stage = (instruction as Copy).getFromFlag()?.getValue() ?? undefined
      copy(args, image, stage === undefined ? context : stages.get(stage))
    } else if (keyword === 'RUN') {
      await run(args, join(image.root, image.workdir))
    } else if (keyword === 'USER') image = { ...image, user: args[0] ?? 'root' }
    else if (keyword === 'ENTRYPOINT') image = { ...image, entrypoint: args }
    else if (keyword === 'CMD') image = { ...image, command: args }
    else throw new Error(`The Dockerfile has ${keyword}, which nothing here follows.`)
  }
  return image
}

/** The arguments, without options such as `--from=install`. */
function argumentsOf(instruction: Instruction): readonly string[] {
  const texts = (instruction as Partial<JSONInstruction>).getJSONStrings?.() ?? []
  if (texts.length > 0) return texts.map((text) => text.getJSONValue())
  return instruction.getRawArgumentsContent()?.split(/\s+/) ?? []
}

function copy(args: readonly string[], { root, workdir }: Image, from: string | undefined): void {
  if (from === undefined) throw new Error(`COPY ${args.join(' ')}: there is no stage of this name`)
  const to = args.at(-1) ?? ''
  for (const path of args.slice(0, -1)) {
    const source = join(from, path)
    if (!existsSync(source)) throw new Error(`COPY: there is no ${path}`)
    const place = to.startsWith('/') ? join(root, to) : join(root, workdir, to)
    const isInto = to.endsWith('/') || to === '.'
    const target = isInto && !statSync(source).isDirectory() ? join(place, basename(path)) : place
    mkdirSync(dirname(target), { recursive: true })
    cpSync(source, target, { recursive: true })
  }
}
