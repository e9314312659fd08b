import { describePlugin, type Plugin } from '@headless-pmo/sdk'

const BEGIN = '<!-- rules: written from the code -->'
const END = '<!-- /rules -->'

const SUBJECTS = {
  item: 'every item',
  project: 'every project',
  portfolio: 'the portfolio as a whole',
} as const

type Rule = Extract<ReturnType<typeof describePlugin>['contributes'][number], { readonly kind: 'check' }>

/**
 * The document of a pack of rules: what each demands and why, its clause, formula, settings with their defaults, and
 * sources, as Markdown. It is made of the checks themselves, so it says what the code does.
 *
 * @example
 * ```ts
 * const document = rulesDocument(plugin) // '### Work in progress has an owner\n\n…'
 * ```
 */
export function rulesDocument(plugin: Plugin): string {
  return describePlugin(plugin)
    .contributes.filter((one) => one.kind === 'check')
    .map(ruleSection)
    .join('\n\n')
}

/**
 * A README with the document of its pack in it, between `<!-- rules: written from the code -->` and `<!-- /rules -->`.
 * A test that finds a README unlike it says that it is out of date.
 *
 * @throws Error where the README has no such place
 * @example
 * ```ts
 * const isUpToDate = (readme: string): boolean => readme === withRules(readme, plugin)
 * ```
 */
export function withRules(readme: string, plugin: Plugin): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)]
  if (begin < 0 || end < begin) {
    throw new Error(`The README has no place for the rules: give it the lines ${BEGIN} and ${END}.`)
  }
  return `${readme.slice(0, begin)}${BEGIN}\n\n${rulesDocument(plugin)}\n\n${readme.slice(end)}`
}

function ruleSection(rule: Rule): string {
  const settings = settingsOf(rule.params)
  const facts = [
    `Rule: \`${rule.id}\`, version ${rule.version}, ${rule.severity}; judges ${SUBJECTS[rule.grain]}`,
    ...(rule.clause === undefined ? [] : [`Clause: ${plain(rule.clause)}`]),
    ...(rule.formula === undefined ? [] : [`Formula: ${plain(rule.formula)}`]),
    ...(settings.length === 0 ? [] : [['Settings:', ...settings.map((one) => `  - ${one}`)].join('\n')]),
    ...(rule.needs.length === 0 ? [] : [`Needs: ${rule.needs.map((need) => `\`${need}\``).join(', ')}`]),
    ...(rule.sources ?? []).map((source) => `Source: ${plain(source)}`),
  ]
  return [`### ${plain(rule.title)}`, plain(rule.why), facts.map((fact) => `- ${fact}`).join('\n')].join(
    '\n\n',
  )
}

/** Each setting with what it means, what is taken without it, and what it may be. */
function settingsOf({ properties }: Rule['params']): readonly string[] {
  return Object.entries(Object(properties) as Readonly<Record<string, unknown>>).map(([name, schema]) => {
    const { description, default: fallback, ...rest } = Object(schema) as Readonly<Record<string, unknown>>
    const limits = limitsOf(rest)
    const without = fallback === undefined ? 'without it: not set' : `default \`${JSON.stringify(fallback)}\``
    return `\`${name}\`: ${plain(typeof description === 'string' ? description : '')} (${[without, ...limits].join('; ')})`
  })
}

const WORDS: Readonly<Record<string, string>> = {
  minimum: 'at least',
  exclusiveMinimum: 'more than',
  maximum: 'at most',
  exclusiveMaximum: 'less than',
  enum: 'one of',
}

function limitsOf(schema: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(WORDS).flatMap(([keyword, word]) => {
    const limit = schema[keyword]
    // Whole numbers have the range of safe ones where nobody set another.
    if (limit === undefined || Math.abs(Number(limit)) === Number.MAX_SAFE_INTEGER) return []
    return [
      `${word} ${[limit]
        .flat()
        .map((one) => `\`${JSON.stringify(one)}\``)
        .join(', ')}`,
    ]
  })
}

/** What stands in a check is plain text: signs that Markdown reads are escaped, addresses become links. */
function plain(text: string): string {
  return text
    .split(/(https?:\/\/[^\s,;)]+)/)
    .map((part, at) => (at % 2 === 1 ? `<${part}>` : part.replaceAll(/([*_<[\]])/g, String.raw`\$1`)))
    .join('')
}
