import type { CustomValue } from '../state/model.ts'

/** Custom fields under the names that they have as keys: an underscore is `_x005f_`, since names are escaped as in XML. */
export const restNames = (
  custom: Readonly<Record<string, CustomValue>>,
): Readonly<Record<string, CustomValue>> =>
  Object.fromEntries(Object.entries(custom).map(([name, value]) => [restName(name), value]))

export const restName = (internalName: string): string => internalName.replaceAll('_', '_x005f_')
