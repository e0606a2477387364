import { InvalidArgumentError } from 'commander'
import { ASSUMPTIONS, type AssumptionName, type Assumptions } from '../../mocks/index.ts'
import { didYouMean } from '../terminal/did-you-mean.ts'

/** Adds an assumption such as `put-without-active=keeps` to those that were given before. */
export function parseAssumption(text: string, former: Partial<Assumptions> = {}): Partial<Assumptions> {
  const separator = text.indexOf('=')
  if (separator < 0)
    throw new InvalidArgumentError('Write it as name=value, such as put-without-active=keeps.')
  const [name, value] = [text.slice(0, separator), text.slice(separator + 1)]
  const names = Object.keys(ASSUMPTIONS)
  if (!isName(name)) {
    throw new InvalidArgumentError(`There is no assumption ${name}${didYouMean(name, names)} See --help.`)
  }
  const options: readonly string[] = ASSUMPTIONS[name].options
  if (!options.includes(value)) {
    throw new InvalidArgumentError(
      `${name} cannot be '${value}'${didYouMean(value, options)} It can be ${options.join(', ')}.`,
    )
  }
  return { ...former, [name]: value }
}

function isName(name: string): name is AssumptionName {
  return Object.hasOwn(ASSUMPTIONS, name)
}
