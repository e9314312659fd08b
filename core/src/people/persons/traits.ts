import type { KnownAccount } from './known-account.ts'

/** What an account tells of the person behind it, in forms that can be compared. */
export interface Traits {
  /** Addresses in lower case. A login that is an address (a user principal name) is one too. */
  readonly emails: readonly string[]
  /** Logins and local parts of addresses, in lower case and without separators. */
  readonly handles: readonly string[]
  /** The parts of a full name in one order, so that "Lindt, Mara" is "Mara Lindt"; absent where there is one part. */
  readonly name?: string
  /** A full name that the login spells out: `mara.lindt`. */
  readonly spelled?: string
  /** Handles that a full name makes with one part cut to its initial: `mlindt`, `maral`. */
  readonly initialed: readonly string[]
}

/** GitHub gives these to people who hide their address: `17+ada@users.noreply.github.com`. */
const NO_REPLY = /^(?:\d+\+)?([^@]+)@users\.noreply\.[^@]+$/

/** Accounts of roles: whoever has one shares it, and its name says nothing about a person. */
const SHARED =
  /^(admin|administrator|root|info|support|office|team|dev|developer|test|tester|user|guest|service|noreply|no-reply|bot|build|ci|jenkins|jira|github|pmo|demo|mail|contact|hello)\d*$/

const SHORTEST_HANDLE = 3

/** Reads them out of what a tracker tells of an account. */
export function traitsOf({ login, email, displayName }: KnownAccount): Traits {
  const addresses = [email, login].flatMap((text) => addressOf(text))
  const hidden = addresses.flatMap((address) => NO_REPLY.exec(address)?.[1] ?? [])
  const emails = addresses
    .filter((address) => !NO_REPLY.test(address) && !isShared(localPart(address)))
    .map((address) => `${localPart(address)}${address.slice(address.lastIndexOf('@'))}`)
  const plain = login === undefined || login.includes('@') ? [] : [login]
  const names = [...plain, ...hidden, ...emails.map(localPart)]
  const handles = names
    .map(handleOf)
    .filter((handle) => handle.length >= SHORTEST_HANDLE && !isShared(handle))
  const name = fullName(displayName ?? '')
  const spelled = names
    .map((text) => (/[._-]/.test(text) ? fullName(text) : undefined))
    .find((text) => text !== undefined)
  return {
    emails: [...new Set(emails)],
    handles: [...new Set(handles)],
    ...(name !== undefined && { name }),
    ...(spelled !== undefined && { spelled }),
    initialed: initialed(displayName ?? ''),
  }
}

function addressOf(text: string | undefined): readonly string[] {
  const address = text?.trim().toLowerCase() ?? ''
  return /^[^@\s]+@[^@\s]+$/.test(address) ? [address] : []
}

function localPart(address: string): string {
  // What follows a plus sorts mail; it is the same mailbox.
  return address.slice(0, address.lastIndexOf('@')).replace(/\+.*$/, '')
}

function handleOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s._-]/g, '')
}

function isShared(text: string): boolean {
  return SHARED.test(text.toLowerCase())
}

/** Parts of a name without case and marks. */
function partsOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((part) => part !== '')
}

/** Parts of a name in alphabetical order; undefined where it is not a full name. */
function fullName(text: string): string | undefined {
  const parts = partsOf(text)
  return parts.length < 2 || !parts.some((part) => part.length > 1) ? undefined : parts.toSorted().join(' ')
}

function initialed(displayName: string): readonly string[] {
  const parts = partsOf(displayName)
  const [given, family] = [parts[0] ?? '', parts.at(-1) ?? '']
  if (parts.length < 2 || given.length < 2 || family.length < 2) return []
  return [`${given.slice(0, 1)}${family}`, `${given}${family.slice(0, 1)}`]
}
