import { InvalidArgumentError } from 'commander'
import { type SlackWorld, slackWorlds } from '../../mocks/index.ts'
import { didYouMean } from '../terminal/did-you-mean.ts'

/** Finds a world by name. */
export function parseWorld(name: string): SlackWorld {
  const worlds = slackWorlds()
  const world = worlds.find((candidate) => candidate.name === name)
  if (world) return world
  const names = worlds.map((candidate) => candidate.name)
  throw new InvalidArgumentError(`There is no world of that name${didYouMean(name, names)} See --help.`)
}
