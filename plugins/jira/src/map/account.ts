import type { RecordInput } from '@headless-pmo/sdk'
import { member, textOf, type JsonObject } from './json.ts'

const TYPES: Readonly<Record<string, 'human' | 'app'>> = {
  app: 'app',
  atlassian: 'human',
  customer: 'human',
}

/**
 * By what Jira knows a user for good: the account id on Cloud, the user key on Data Center. Names change there,
 * so a name only counts where a reply has no key. Undefined for nobody.
 */
export function accountRef(user: unknown): string | undefined {
  return textOf(member(user, 'accountId')) ?? textOf(member(user, 'key')) ?? textOf(member(user, 'name'))
}

/**
 * A user as an account; nothing for one that Jira no longer names. People may hide their e-mail address, which
 * then is absent or empty: absent here. On Data Center nothing tells people from apps; they count as people.
 */
export function toAccount(user: JsonObject): readonly RecordInput[] {
  const ref = accountRef(user)
  if (ref === undefined) return []
  const [login, displayName, email, accountType] = ['name', 'displayName', 'emailAddress', 'accountType'].map(
    (key) => textOf(member(user, key)),
  )
  const active = member(user, 'active')
  return [
    {
      kind: 'account',
      ref,
      type: accountType === undefined ? 'human' : (TYPES[accountType] ?? 'unknown'),
      ...(login !== undefined && { login }),
      ...(displayName !== undefined && { displayName }),
      ...(email !== undefined && { email }),
      ...(typeof active === 'boolean' && { active }),
    },
  ]
}
