/** Somebody who has work in the network: a person, or whom only a tool knows. */
export interface ViewPerson {
  readonly id: string
  readonly name: string
}
