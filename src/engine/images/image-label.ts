/** Label on every image we make; its value is the image's name. Build stages inherit their parent's. */
export const imageLabel = 'dev.waymark.image';
