/** The `part` of a ref that an item is extracted from; what follows is the property. */
export const itemPart = 'item/';
