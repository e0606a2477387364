import { type Command, InvalidArgumentError } from 'commander'
import {
  ATTRIBUTE_NAMES,
  type Attribute,
  type Attributes,
} from '../../src/provisioning/attributes/attribute.ts'
import { didYouMean } from '../terminal/did-you-mean.ts'
import { withSettleTimeout } from './apply.ts'
import { withOutput, withPlanning } from './common-options.ts'

/** Adds the options of the commands that make one change. */
export function withChange(command: Command): Command {
  return withSettleTimeout(withPlanning(withOutput(command)))
    .option('--yes', 'ask nothing: the command names the only change')
    .option('--report <file>', 'write the report as JSON into a file that only you may read')
}

/** Adds the option that sets attributes. */
export function withSet(command: Command): Command {
  return command.option('--set <name=value>', 'an attribute and its value; repeatable', parseSet, {})
}

/** Adds the option that clears attributes, beside {@link withSet}. */
export function withClear(command: Command): Command {
  return command.option('--clear <name>', 'an attribute to clear; repeatable', parseClear, {})
}

function parseSet(text: string, former: Attributes): Attributes {
  const at = text.indexOf('=')
  if (at < 1 || at === text.length - 1)
    throw new InvalidArgumentError('Write it as name=value, such as title=Engineer.')
  return { ...former, [attributeOf(text.slice(0, at))]: text.slice(at + 1) }
}

function parseClear(text: string, former: Attributes): Attributes {
  return { ...former, [attributeOf(text)]: null }
}

function attributeOf(name: string): Attribute {
  const attribute = ATTRIBUTE_NAMES.find((known) => known === name)
  if (attribute) return attribute
  throw new InvalidArgumentError(`There is no attribute ${name}${didYouMean(name, ATTRIBUTE_NAMES)}`)
}
