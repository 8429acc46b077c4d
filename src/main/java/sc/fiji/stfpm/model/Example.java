package sc.fiji.stfpm.model;

/**
 * A part of an image of which a person said what it is.
 *
 * @param image its name
 * @param area that the part lies in
 * @param fingerprint of the image's pixels, see {@code dataset.Fingerprint}
 * @param score of the part, by the model as it then was
 * @param date ISO 8601, UTC
 * @param user who said it: the name of the account
 */
public record Example(String image, Area area, String fingerprint, float score, String date, String user) {}
