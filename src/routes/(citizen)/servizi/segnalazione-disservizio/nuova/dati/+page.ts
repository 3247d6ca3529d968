// The counter, the device's position, photos that show as soon as they are ready. All of it works without.
export const csr = true;
