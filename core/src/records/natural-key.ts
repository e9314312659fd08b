/**
 * A key in a form that sorts as people count: `acme/web#9` before `acme/web#10`. Each run of digits is
 * preceded by its length.
 */
export function naturalKey(key: string): string {
  return key.replaceAll(/0*(\d+)/g, (_run, digits: string) => `${digits.length.toString(36)}${digits}`)
}
