import { FixedValueRetryIntervalCalculator, type RetryHandler } from '../../src/index.ts'

/** No wait between attempts. */
export const instant: FixedValueRetryIntervalCalculator = new FixedValueRetryIntervalCalculator(0)

/** Repeats whatever happened, so that only a rule of the library stands in its way. */
export const everything: RetryHandler = {
  maxRetryCount: 5,
  intervalCalculator: instant,
  canRetry: () => true,
}
