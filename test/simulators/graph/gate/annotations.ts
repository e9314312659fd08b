import { isJsonObject } from '../../common/json.ts'

/** The same without OData's annotations, which no API description lists. */
export const withoutAnnotations = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutAnnotations)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      name.includes('@odata.') ? [] : [[name, withoutAnnotations(inner)]],
    ),
  )
}
