# Learns from a folder of normal images what normal looks like, then judges the images of another folder.
#
# Leaves a model file, for later use, and a table (CSV) with a row for every image. The higher the score, the less
# normal the image; from the model's threshold on it is called anomalous.

#@ File (label = "Folder of normal images", style = "directory") normals
#@ File (label = "Folder of images to judge", style = "directory") folder
#@ File (label = "Model file to write (.stfpm)", style = "save") model
#@ File (label = "Table to write (.csv)", style = "save") table
#@ String (label = "Teacher: default, embedded, a name, or a weight file", value = "default") teacher
#@ Integer (label = "Size in pixels, a multiple of 16; 0: as the preset says", value = 0, min = 0, stepSize = 16) size
#@ Integer (label = "Training steps of a student; 0: a memory, which needs none", value = 0, min = 0) steps
#@ TaskService tasks

import csv
from sc.fiji.stfpm import Stfpm
from sc.fiji.stfpm.ui import ImageJProgress

# The preset "memory" keeps what normal images look like; "fast" trains a student, which takes longer.
options = Stfpm.options("fast" if steps > 0 else "memory")
if steps > 0:
    options.steps(steps)
if size > 0:
    options.size(size)

# Train. The status bar shows how far it is, and the Escape key stops it. A model file of that name is replaced.
progress = ImageJProgress(tasks, "Training")
try:
    trained = Stfpm.train(normals.path, model.path, teacher, options, progress)
finally:
    progress.close()

# Judge. The detector holds much memory until it is closed.
anomalous = 0
detector = Stfpm.open(model.path)
try:
    with open(table.path, "wb") as out:
        rows = csv.writer(out)
        rows.writerow(["image", "score", "decision"])
        for name in Stfpm.images(folder.path, False):
            result = detector.detect(Stfpm.read(folder.path + "/" + name))
            rows.writerow([name.encode("utf-8"), result.score(), "anomalous" if result.anomalous() else "normal"])
            if result.anomalous():
                anomalous += 1
finally:
    detector.close()
print("Trained with the teacher %s" % trained.teacher().label())
print("%d anomalous images; all scores are in %s" % (anomalous, table))
