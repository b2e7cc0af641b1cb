// The two ways in which every island looks for elements.
export const one = <T extends HTMLElement>(query: string, within: ParentNode = document) => within.querySelector<T>(query)
export const all = <T extends HTMLElement>(query: string, within: ParentNode = document) => [...within.querySelectorAll<T>(query)]
