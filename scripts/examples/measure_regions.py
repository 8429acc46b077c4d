# Finds what is anomalous in the open image, and measures these regions in one of its channels.
#
# Say a model knows normal nuclei in channel 1: how bright is channel 2 where nuclei are not normal? The plane that is
# shown is judged; the model says which channels it looks at. Outlines replace the image's overlay, and each region
# becomes a row of the Results table.

#@ ImagePlus (label = "Image") image
#@ File (label = "Model (.stfpm)", style = "open") model
#@ Integer (label = "Channel to measure", value = 2, min = 1) channel

from ij.gui import Overlay
from ij.measure import ResultsTable
from ij.plugin.filter import ThresholdToSelection
from ij.process import FloatProcessor, ImageProcessor
from sc.fiji.stfpm import Stfpm
from sc.fiji.stfpm.image import ImagePlusImg

if channel > image.getNChannels():
    raise ValueError("The image has %d channels only" % image.getNChannels())
slice, frame = image.getZ(), image.getT()
detector = Stfpm.open(model.path)
try:
    result = detector.detect(ImagePlusImg.plane(image, slice, frame))
finally:
    detector.close()

# A picture in which every pixel of the first region is 1, of the second 2, and so on; 0 is normal.
labels = FloatProcessor(result.width(), result.height(), result.labels())
pixels = image.getStack().getProcessor(image.getStackIndex(channel, slice, frame))
overlay = Overlay()
table = ResultsTable.getResultsTable()
for region in result.regions():
    labels.setThreshold(region.label(), region.label(), ImageProcessor.NO_LUT_UPDATE)
    roi = ThresholdToSelection().convert(labels)
    roi.setName("Anomaly %d" % region.label())
    roi.setPosition(0, slice, frame)
    overlay.add(roi)
    pixels.setRoi(roi)
    table.incrementCounter()
    table.addValue("Image", image.getTitle())
    table.addValue("Region", region.label())
    table.addValue("Pixels", region.area())
    table.addValue("Highest score", region.max())
    table.addValue("Mean of channel %d" % channel, pixels.getStatistics().mean)
image.setOverlay(overlay)
table.show("Results")
