type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** Leaves out the properties that are undefined, so that absent is absent in the record too. */
export function defined<T extends object>(fields: T): Defined<T> {
  // The one cast: filtering by value is what the type says, which the compiler cannot follow.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>
}
