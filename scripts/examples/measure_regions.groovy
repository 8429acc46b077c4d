// Finds what is anomalous in the open image, and measures these regions in one of its channels.
//
// Say a model knows normal nuclei in channel 1: how bright is channel 2 where nuclei are not normal? The plane that is
// shown is judged; the model says which channels it looks at. Outlines replace the image's overlay, and each region
// becomes a row of the Results table.

#@ ImagePlus (label = "Image") image
#@ File (label = "Model (.stfpm)", style = "open") model
#@ Integer (label = "Channel to measure", value = 2, min = 1) channel

import ij.gui.Overlay
import ij.measure.ResultsTable
import ij.plugin.filter.ThresholdToSelection
import ij.process.FloatProcessor
import ij.process.ImageProcessor
import sc.fiji.stfpm.Stfpm
import sc.fiji.stfpm.image.ImagePlusImg

if (channel > image.getNChannels()) throw new IllegalArgumentException("The image has ${image.getNChannels()} channels only")
slice = image.getZ()
frame = image.getT()
result = Stfpm.open(model.path).withCloseable { it.detect(ImagePlusImg.plane(image, slice, frame)) }

// A picture in which every pixel of the first region is 1, of the second 2, and so on; 0 is normal.
labels = new FloatProcessor(result.width(), result.height(), result.labels())
pixels = image.getStack().getProcessor(image.getStackIndex(channel, slice, frame))
overlay = new Overlay()
table = ResultsTable.getResultsTable()
for (region in result.regions()) {
	number = region.label()
	labels.setThreshold(number, number, ImageProcessor.NO_LUT_UPDATE)
	roi = new ThresholdToSelection().convert(labels)
	roi.setName("Anomaly $number")
	roi.setPosition(0, slice, frame)
	overlay.add(roi)
	pixels.setRoi(roi)
	table.incrementCounter()
	table.addValue("Image", image.getTitle())
	table.addValue("Region", number)
	table.addValue("Pixels", region.area())
	table.addValue("Highest score", region.max())
	table.addValue("Mean of channel $channel", pixels.getStatistics().mean)
}
image.setOverlay(overlay)
table.show("Results")
