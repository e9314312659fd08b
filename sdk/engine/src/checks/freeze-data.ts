/**
 * Makes a value and all in it unchangeable, so that no check can alter what the next one sees. What is frozen
 * already is not gone through again: data is frozen once, however many checks are run over it.
 */
export function freezeData<T>(value: T): T {
  const rest: unknown[] = [value]
  while (rest.length > 0) {
    const one = rest.pop()
    if (typeof one !== 'object' || one === null || Object.isFrozen(one)) continue
    Object.freeze(one)
    for (const inner of Object.values(one)) if (typeof inner === 'object') rest.push(inner)
  }
  return value
}
