import * as v from 'valibot'

/**
 * A `v.strictObject` that refuses arrays: valibot takes an empty one for an object without keys, so `policy: []` would be
 * a policy.
 */
export function closedObject<const Entries extends v.ObjectEntries>(
  entries: Entries,
): v.StrictObjectSchema<Entries, undefined> {
  return refusingArrays(v.strictObject(entries))
}

/** A schema of objects that refuses arrays, which valibot takes for objects with the keys 0, 1 and so on. */
export function refusingArrays<Schema extends v.GenericSchema>(schema: Schema): Schema {
  return {
    ...schema,
    '~run': (dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) =>
      schema['~run'](Array.isArray(dataset.value) ? { value: null } : dataset, config),
  }
}
