import { describe, expect, test } from 'vitest'
import { UNKNOWN_PERSON } from '../contract/error-contract.ts'
import { problemsOf } from './lane-result.ts'
import { contractSize } from './suite/contract.ts'
import { isEqual } from './suite/expectation.ts'
import { REPORT_MARK, readReport } from './suite/print.ts'
import { createRunner } from './suite/runner.ts'

describe('the runner that goes into every runtime', () => {
  test('counts what holds, and names what does not', async () => {
    const runner = createRunner(50)
    runner.describe('outer', () => {
      runner.describe('inner', () => {
        runner.it('holds', async () => runner.expect(1).toBe(1))
        runner.it('is another value', async () => runner.expect([1]).toEqual([2]))
      })
      runner.it('rejects', () => Promise.reject(new TypeError('no', { cause: new Error('deeper') })))
      runner.it('hangs', () => new Promise(() => {}))
    })
    runner.it('stands alone', async () => runner.expect(Number.NaN).toBe(0))
    expect(runner.size).toBe(5)
    expect(await runner.run()).toEqual({
      passed: 1,
      failures: [
        { title: 'outer › inner › is another value', message: 'Error: [1] instead of [2]' },
        { title: 'outer › rejects', message: 'TypeError: no, because Error: deeper' },
        { title: 'outer › hangs', message: 'Error: no end after 50 ms' },
        { title: 'stands alone', message: 'Error: NaN instead of 0' },
      ],
    })
  })

  test.each([
    [1, 1, true],
    [Number.NaN, Number.NaN, true],
    [0, -0, false],
    [null, undefined, false],
    ['1', 1, false],
    [[1, [2]], [1, [2]], true],
    [[1, 2], [1], false],
    [[1], { 0: 1 }, false],
    [{ a: 1 }, { a: 1, b: undefined }, true],
    [{ a: 1 }, { a: 1, b: null }, false],
    [{ a: { b: [1] } }, { a: { b: [1] } }, true],
    [{ a: { b: [1] } }, { a: { b: [2] } }, false],
  ])('%j and %j: the same structure is %s', (one, other, same) => {
    expect([isEqual(one, other), isEqual(other, one)]).toEqual([same, same])
    if (same) expect(one).toEqual(other)
  })
})

describe('a report', () => {
  const lane = { runtime: 'Node 20', way: 'fetch', run: () => Promise.reject(new Error('not run')) }
  const passed = contractSize()

  test('is read from whatever else was printed', () => {
    const report = { runtime: 'Node 20', passed: 1, failures: [] }
    expect(readReport(`warning\n${REPORT_MARK}${JSON.stringify(report)}\nbye`)).toEqual(report)
    expect(() => readReport('Segmentation fault')).toThrow('Segmentation fault')
  })

  test('is good only of the whole contract, in the right runtime', () => {
    expect(passed).toBeGreaterThan(50)
    expect(problemsOf(lane, { runtime: 'Node 20.1.2', passed, failures: [] })).toEqual([])
    expect(problemsOf(lane, { runtime: 'Node 24.1.2', passed, failures: [] })).toHaveLength(1)
    expect(problemsOf(lane, { runtime: 'Node 20.1.2', passed: passed - 1, failures: [] })).toHaveLength(1)
    const failures = [{ title: 'a test', message: 'Error: no' }]
    expect(problemsOf(lane, { runtime: 'Node 20.1.2', passed: passed - 1, failures })).toHaveLength(1)
  })

  test('may leave out what the lane says, and no more', () => {
    const leftOut = { title: UNKNOWN_PERSON, reason: 'a test' }
    const without = contractSize([leftOut.title])
    expect(without).toBe(passed - 2)
    expect(problemsOf({ ...lane, leftOut }, { runtime: 'Node 20', passed: without, failures: [] })).toEqual(
      [],
    )
    expect(problemsOf({ ...lane, leftOut }, { runtime: 'Node 20', passed, failures: [] })).toHaveLength(1)
  })
})
