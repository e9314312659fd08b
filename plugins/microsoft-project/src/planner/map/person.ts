import type { RecordInput } from '@headless-pmo/sdk'
import type { Person } from '../wire/person.ts'

/** Somebody of the directory. One who is gone from it is known by the id alone. */
export function toAccount(person: Person): RecordInput {
  const { id, displayName, mail, userPrincipalName, accountEnabled, missing } = person
  return {
    kind: 'account',
    ref: id,
    type: missing === true ? 'unknown' : 'human',
    ...(userPrincipalName ? { login: userPrincipalName } : {}),
    ...(displayName ? { displayName } : {}),
    ...(mail ? { email: mail } : {}),
    ...(missing === true || accountEnabled === false ? { active: false } : {}),
  }
}
