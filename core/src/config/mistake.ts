/** One thing that is wrong in the configuration: where, what, and what to write instead. */
export interface Mistake {
  /** As one would write it: `connections.github.sync.every`, `projects[0].id`. */
  readonly path: string
  readonly problem: string
}

const PLAIN = /^[A-Za-z_$][\w$]*$/

/** Joins steps the way code names them. */
export function pathText(steps: readonly PropertyKey[]): string {
  let text = ''
  for (const step of steps) {
    if (typeof step === 'number') text += `[${step}]`
    else if (PLAIN.test(String(step))) text += text === '' ? String(step) : `.${String(step)}`
    else text += `[${JSON.stringify(String(step))}]`
  }
  return text === '' ? 'the configuration' : text
}

function sentence(mistake: Mistake): string {
  const text = `${mistake.path} ${mistake.problem}`
  return /[.?}]$/.test(text) ? text : `${text}.`
}

/** All mistakes as one message under the name of the place they are in. */
export function mistakesText(place: string, mistakes: readonly Mistake[]): string {
  const [only] = mistakes
  if (mistakes.length === 1 && only !== undefined) return `${place}: ${sentence(only)}`
  const lines = mistakes.map((mistake) => `  ${sentence(mistake)}`)
  return `${place} has ${mistakes.length} mistakes:\n${lines.join('\n')}`
}
