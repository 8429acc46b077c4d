package sc.fiji.stfpm.ui;

import java.awt.Rectangle;

import sc.fiji.stfpm.detect.Judgement;

/**
 * What tables say of one plane of an image.
 *
 * @param slice from 1
 * @param frame from 1
 * @param channels which of the image's channels were used, from 1
 * @param bounds where in the image, in pixels, the map lies
 * @param result of that part
 */
record PlaneRow(int slice, int frame, String channels, Rectangle bounds, Judgement result) {}
