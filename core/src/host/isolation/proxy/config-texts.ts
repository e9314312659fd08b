const DEEPEST = 10

/** The texts of a config, for judging what a plugin makes of them. */
export class ConfigTexts {
  /** Every text in it. */
  readonly texts: readonly string[]
  readonly #config: unknown

  constructor(config: unknown) {
    this.#config = config
    this.texts = textsIn(config, 0)
  }

  /** An address of the manifest with what the config says in the place of `{field}`. */
  filled(template: string): string {
    return template.replaceAll(/\{([^{}]+)\}/g, (whole, path: string) => {
      let value = this.#config
      for (const step of path.split('.')) {
        if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return whole
        value = Reflect.get(value, step)
      }
      return typeof value === 'string' || typeof value === 'number' ? String(value) : whole
    })
  }
}

function textsIn(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return []
  return Object.values(value).flatMap((inner) => textsIn(inner, depth + 1))
}
