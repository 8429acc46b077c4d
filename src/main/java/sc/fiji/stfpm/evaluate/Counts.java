package sc.fiji.stfpm.evaluate;

/**
 * What an evaluation rests on.
 *
 * @param normalImages images labelled normal
 * @param anomalousImages images labelled anomalous
 * @param normalPixels normal pixels of all images that count for pixel metrics
 * @param anomalousPixels pixels inside a ground-truth region
 * @param regions connected ground-truth regions
 * @param withoutMask anomalous images without a ground-truth mask: they count for image metrics only
 * @param withoutMap other images that came without an anomaly map: they count for image metrics only
 */
public record Counts(int normalImages, int anomalousImages, long normalPixels, long anomalousPixels, int regions,
	int withoutMask, int withoutMap) {}
