package sc.fiji.stfpm.report;

import java.awt.image.BufferedImage;

import ij.gui.Plot;

/**
 * A chart with what a report needs around it.
 *
 * @param name of its file, without extension
 * @param description what it shows, for those who cannot see it
 */
record PlotPicture(String name, String description, Chart chart) {
	/** Sharp on screens with two pixels a point, and in print. */
	private static final float FINE = 2;

	/** For people. */
	String title() {
		return chart.title();
	}

	Plot plot() {
		return ChartPlot.of(chart);
	}

	/** At twice the size. */
	BufferedImage fine() {
		return plot().makeHighResolution(title(), FINE, true, false).getBufferedImage();
	}

	/** For a page. */
	String svg() {
		return ChartSvg.of(chart, description);
	}
}
