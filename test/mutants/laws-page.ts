import { laws, type Law } from '@headless-pmo/testing/kit'
import { allMutants } from './all-mutants.ts'

/** Groups of laws by the letter of their ids, in the order of the page. */
const GROUPS: Readonly<Record<string, { readonly title: string; readonly what: string }>> = {
  D: { title: 'Data', what: 'What is synced is what the tracker has, whatever happens meanwhile.' },
  H: {
    title: 'Wire',
    what: 'A tracker is asked as it wants to be asked, and what fails on the way is got over.',
  },
  S: {
    title: 'Safety',
    what: 'Secrets stay secret, and neither a plugin nor a tracker’s data reaches further than it should.',
  },
  P: { title: 'Plugin', what: 'A plugin can be loaded, described, configured, upgraded and ended.' },
  C: {
    title: 'Checks',
    what: 'A verdict depends on the portfolio and the day alone, and says what it is about.',
  },
  N: { title: 'Notifiers', what: 'A notification arrives once it is sent, or it is said why not.' },
  R: { title: 'Routes', what: 'A route answers its callers and gives nothing away.' },
}

const HEAD = `# The laws of the conformance kit

Every plugin keeps these laws; \`conformance\` tries them, and \`pmo plugin test\` shows how each went. A law that draws its
cases at random prints its seed: \`PMO_LAW_SEED\` draws the same ones again, \`PMO_LAW_ROUNDS\` draws more. Of each law you
find here what goes wrong without it, where it is checked, and the wrong plugins that prove that it notices.

A law that breaks tells the shortest story that breaks it: what people did, what the plugin asked, what is wrong, and mostly
what to do. A law that cannot hold yet is named under \`knownGaps\` with the reason; it is tried all the same, and the run
fails once it holds. One that does not apply (a law of the network, and a plugin that reads files) says why.

This page is written by \`node test/mutants/write-laws-page.ts\`; a test says when it is out of date.
`

/** The page that says what the laws are for, from the laws themselves and the mutants that each catches. */
export function lawsPage(): string {
  const sections = Object.entries(GROUPS).map(([letter, { title, what }]) => {
    const own = laws.filter(({ id }) => id.startsWith(letter))
    return [`## ${title}`, what, ...own.map(lawSection)].join('\n\n')
  })
  return `${[HEAD.trimEnd(), ...sections].join('\n\n')}\n`
}

/** Letters of laws that the page has no group for. */
export function unlistedGroups(): readonly string[] {
  return laws.map(({ id }) => id.charAt(0)).filter((letter) => !Object.hasOwn(GROUPS, letter))
}

function lawSection({ id, title, why, file }: Law): string {
  const faults = allMutants.filter(({ law }) => law === id).map(({ fault }) => fault)
  return [
    `### ${id} ${title}`,
    why,
    `Checked in [${file}](${file}). It catches a plugin that`,
    faults.map((fault) => `- ${escaped(fault)}`).join('\n'),
  ].join('\n\n')
}

/** Faults are plain text. */
const escaped = (text: string): string => text.replaceAll(/([*_<[\]])/g, String.raw`\$1`)
