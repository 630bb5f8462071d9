// Stands in for axios in the bundle: node-vault loads it at once, and every request goes through our own transport.
module.exports = {
  create() {
    throw new Error('no transport of its own is bundled');
  },
};
