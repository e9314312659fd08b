import type { Group, Person } from '../state/model.ts'
import type { Entity } from '../odata/page.ts'

/** What a group is without `$select`, as far as the description has it. */
export const groupEntity = (group: Group): Entity => ({
  id: group.id,
  deletedDateTime: null,
  createdDateTime: `${new Date(group.createdAt).toISOString().slice(0, 19)}Z`,
  description: group.description,
  displayName: group.displayName,
  groupTypes: group.unified ? ['Unified'] : [],
  mail: null,
  mailEnabled: group.unified,
  mailNickname: group.displayName.toLowerCase().replaceAll(/[^a-z0-9]+/g, ''),
  securityEnabled: !group.unified,
  visibility: group.unified ? 'Private' : null,
})

export const GROUP_PROPERTIES = [
  'id',
  'deletedDateTime',
  'createdDateTime',
  'description',
  'displayName',
  'groupTypes',
  'mail',
  'mailEnabled',
  'mailNickname',
  'securityEnabled',
  'visibility',
] as const

/** All that can be selected of a person. */
export const personEntity = (person: Person): Entity => ({
  ...memberEntity(person),
  accountEnabled: person.accountEnabled,
  deletedDateTime: null,
  department: null,
  userType: person.userType,
})

/** What a person is without `$select`: a few properties only, neither the type nor whether the account is enabled. */
export const memberEntity = (person: Person): Entity => {
  const [givenName = null, surname = null] = person.displayName.split(' ')
  return {
    displayName: person.displayName,
    givenName,
    jobTitle: null,
    mail: person.mail,
    officeLocation: null,
    surname,
    userPrincipalName: person.userPrincipalName,
    id: person.id,
  }
}

export const PERSON_PROPERTIES = [
  'id',
  'deletedDateTime',
  'accountEnabled',
  'department',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'officeLocation',
  'surname',
  'userPrincipalName',
  'userType',
] as const
