import { isJsonObject } from '../../common/json.ts'
import type { Problem } from '../../common/gate/exchange.ts'
import type { BetaNames } from './csdl.ts'

/** What a reply of a delta function breaks: names that the beta metadata lacks, no link, or both links. */
export const deltaProblems = (type: string, body: unknown, names: BetaNames): Problem[] => {
  const problems: Problem[] = []
  if (!names.deltas.has(type)) problems.push({ place: '', problem: `${type} has no function delta` })
  if (!isJsonObject(body) || !Array.isArray(body['value']))
    return [...problems, { place: '', problem: 'is no list' }]
  const links = ['@odata.nextLink', '@odata.deltaLink'].filter((name) => name in body)
  if (links.length !== 1) problems.push({ place: '', problem: 'needs either a next link or a delta link' })
  for (const [index, entity] of (body['value'] as readonly unknown[]).entries()) {
    const place = `/value/${index}`
    if (!isJsonObject(entity) || typeof entity['id'] !== 'string') {
      problems.push({ place, problem: 'has no id' })
      continue
    }
    if (entity['@removed'] !== undefined) continue
    if (typeof entity['@odata.etag'] !== 'string') problems.push({ place, problem: 'has no ETag' })
    const said = entity['@odata.type']
    const own = typeof said === 'string' ? said.replace('#microsoft.graph.', '') : type
    const known = names.properties(own)
    for (const name of Object.keys(entity))
      if (!name.includes('@') && !known.has(name))
        problems.push({ place: `${place}/${name}`, problem: `is no property of ${own}` })
  }
  return problems
}
