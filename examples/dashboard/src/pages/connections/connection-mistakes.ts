/** The server's refusal of a connection: sentences at fields of the form, and the rest. */
export interface ConnectionMistakes {
  /** By the path of the field: `baseUrl`, `projects.0.owner`, `secrets.token`. */
  readonly problems: Readonly<Record<string, string>>
  readonly rest: readonly string[]
}

/** `["my-jira"].baseUrl is missing …`, `jira.projects[0].owner is …` */
const AT_FIELD = /^(?:\["[^"]*"\]|[\w-]+)\.(\w+(?:\.\w+|\[\d+\])*) (.+)$/

/** Takes a refusal apart, so that each mistake stands at its field. */
export function connectionMistakesOf(refusal: string): ConnectionMistakes {
  const [head = '', ...lines] = refusal.split('\n')
  const mistakes = lines.length > 0 ? lines : [head.replace(/^The connection: /, '')]
  const problems: Record<string, string> = {}
  const rest: string[] = []
  for (const mistake of mistakes) {
    const [, path, said] = AT_FIELD.exec(mistake.trim()) ?? []
    if (path === undefined || said === undefined) rest.push(mistake.trim())
    else {
      const at = path.replaceAll(/\[(\d+)\]/g, '.$1')
      problems[at] = `This ${said}`
      // A list of texts is one field: its entries are lines of it.
      const list = /^(.+)\.\d+$/.exec(at)?.[1]
      const line = /\d+$/.exec(at)?.[0]
      if (list !== undefined && line !== undefined) problems[list] ??= `Line ${Number(line) + 1} ${said}`
    }
  }
  return { problems, rest }
}
