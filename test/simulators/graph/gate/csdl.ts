/** What the beta version's metadata says, as far as the delta functions need it. */
export interface BetaNames {
  /** Properties of an entity type, navigations and inherited ones included. */
  readonly properties: (type: string) => ReadonlySet<string>
  /** Types whose collections have a function `delta`. */
  readonly deltas: ReadonlySet<string>
}

/** Reads names out of a CSDL document; it is one that we know, not any XML. */
export const readCsdl = (xml: string): BetaNames => {
  const own = new Map<string, { readonly base: string | undefined; readonly names: readonly string[] }>()
  for (const [, attributes = '', empty, inner = ''] of xml.matchAll(
    /<EntityType ([^>]*?)(?:(\/)>|>([\s\S]*?)<\/EntityType>)/g,
  )) {
    const name = /Name="(\w+)"/.exec(attributes)?.[1]
    if (name === undefined) continue
    const names = empty === undefined ? [...inner.matchAll(/Property Name="(\w+)"/g)] : []
    own.set(name, {
      base: /BaseType="graph\.(\w+)"/.exec(attributes)?.[1],
      names: names.flatMap(([, property]) => property ?? []),
    })
  }
  const all = (type: string): string[] => {
    const found = own.get(type)
    return found === undefined ? [] : [...found.names, ...(found.base === undefined ? [] : all(found.base))]
  }
  const deltas = [
    ...xml.matchAll(/<Function Name="delta"[^>]*>\s*<Parameter [^>]*Type="Collection\(graph\.(\w+)\)"/g),
  ]
  return {
    properties: (type) => new Set(all(type)),
    deltas: new Set(deltas.flatMap(([, type]) => type ?? [])),
  }
}
