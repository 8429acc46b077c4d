// The anomaly map of a large image, of which only what is looked at is computed.
//   model: a model that sees images in tiles (mode=Tiles, --mode tiles)
//   image: any ImgLib2 image; here one that is opened plane by plane, such as OME-Zarr or a large TIFF
#@ File (label = "Model") model
#@ File (label = "Image, or a folder that ends in .zarr", style = "both") image

import net.imglib2.util.Intervals
import net.imglib2.view.Views
import sc.fiji.stfpm.Stfpm
import sc.fiji.stfpm.image.ImageFile

file = ImageFile.open(image.toPath())
map = Stfpm.detectLazily(model.toString(), file.plane(1, 1))
println "map of ${map.dimension(0)} x ${map.dimension(1)} pixels"

// Only the tiles around this corner are looked at.
size = Math.min(512, Math.min(map.dimension(0), map.dimension(1)))
corner = Views.interval(map, Intervals.createMinSize(0, 0, size, size))
highest = 0f
for (value in Views.flatIterable(corner)) highest = Math.max(highest, value.get())
println "highest value in the upper left corner: ${highest}"
file.close()
