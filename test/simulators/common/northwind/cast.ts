/**
 * The people of Northwind Cycles, the demo's company, as each tool knows them. What is written here is also the truth
 * that tests of matching people are held against. Every name is invented.
 */
export interface Colleague {
  readonly name: string
  readonly github?: { readonly login: string; readonly name?: string; readonly email?: string }
  readonly jira?: { readonly login: string; readonly emailHidden: boolean }
  readonly entra?: { readonly principal: string }
}

export const DOMAIN = 'northwind-cycles.example'

const at = (local: string): string => `${local}@${DOMAIN}`

/** Mailbox of a colleague: given name and family name without marks. */
export function mailbox(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().split(' ')
  return at(`${plain[0] ?? ''}.${plain.slice(1).join('')}`)
}

export const COLLEAGUES: readonly Colleague[] = [
  {
    name: 'Mara Lindt',
    github: { login: 'mara-lindt', name: 'Mara Lindt', email: at('mara.lindt') },
    jira: { login: 'mara.lindt', emailHidden: false },
    entra: { principal: at('mara.lindt') },
  },
  {
    name: 'Tobias Brandt',
    github: { login: 'tobias-brandt', name: 'Tobias Brandt', email: at('tobias.brandt') },
    jira: { login: 'tobias.brandt', emailHidden: true },
    entra: { principal: at('tobias.brandt') },
  },
  {
    name: 'Inês Duarte',
    github: { login: 'ines-duarte', name: 'Inês Duarte' },
    jira: { login: 'ines.duarte', emailHidden: true },
    entra: { principal: at('ines.duarte') },
  },
  {
    name: 'Kofi Mensah',
    github: { login: 'kofi-mensah', name: 'Kofi Mensah' },
    jira: { login: 'kofi.mensah', emailHidden: true },
    entra: { principal: at('kofi.mensah') },
  },
  {
    name: 'Yuki Tanaka',
    github: { login: 'yuki-tanaka', name: 'Yuki Tanaka', email: at('yuki') },
    jira: { login: 'yuki.tanaka', emailHidden: true },
  },
  {
    name: 'Amira Haddad',
    github: { login: 'amira-h', name: 'Amira Haddad' },
    jira: { login: 'amira.haddad', emailHidden: true },
    entra: { principal: at('amira.haddad') },
  },
  {
    name: 'Jonas Weber',
    github: { login: 'jweber', email: at('jonas.weber') },
    jira: { login: 'jonas.weber', emailHidden: false },
    entra: { principal: at('jonas.weber') },
  },
  {
    name: 'Sofia Rossi',
    github: { login: 'sofiarossi', name: 'Sofia' },
    jira: { login: 'sofia.rossi', emailHidden: true },
    entra: { principal: at('sofia.rossi') },
  },
  {
    name: 'Lena Vogt',
    github: { login: 'lvogt', name: 'Lena Vogt' },
    jira: { login: 'lena.vogt', emailHidden: true },
    entra: { principal: at('lena.vogt') },
  },
  {
    name: 'Pavel Novák',
    github: { login: 'pnovak', name: 'Pavel Novak' },
    jira: { login: 'pavel.novak', emailHidden: true },
    entra: { principal: at('pavel.novak') },
  },
  {
    name: 'Ravi Menon',
    jira: { login: 'ravi.menon', emailHidden: true },
    entra: { principal: at('ravi.menon') },
  },
  {
    name: 'Clara Jensen',
    jira: { login: 'clara.jensen', emailHidden: true },
    entra: { principal: at('clara.jensen') },
  },
  {
    name: 'Daniel Okafor',
    jira: { login: 'daniel.okafor', emailHidden: false },
    entra: { principal: at('daniel.okafor') },
  },
  { name: 'Hugo Martin', entra: { principal: at('hugo.martin') } },
  { name: 'Nadia Petrova', entra: { principal: at('nadia.petrova') } },
]

/** A colleague by name. @throws Error when nobody has it: a mistake of the story */
export function colleague(name: string): Colleague {
  const found = COLLEAGUES.find((one) => one.name === name)
  if (found === undefined) throw new Error(`Nobody at Northwind Cycles is called ${name}.`)
  return found
}
