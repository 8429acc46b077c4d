# Measures how well a model tells anomalous from normal images, on images of which you know what they are.
#
# The folder looks like those of MVTec AD: "test/good" has normal images, "test/scratch" and other folders of your
# choice the anomalous ones. Where "ground_truth/scratch" has masks with the images' names, pixels are measured, too.

#@ File (label = "Labelled folder", style = "directory") folder
#@ File (label = "Model (.stfpm)", style = "open") model
#@ File (label = "Metrics file to write (.json)", style = "save") metrics
#@ TaskService tasks

from sc.fiji.stfpm import Stfpm
from sc.fiji.stfpm.report import SetEvaluation
from sc.fiji.stfpm.ui import ImageJProgress

# "finally" is reached whatever happens before it. A file that cannot be judged is named in the Log window and in the
# metrics file, and the rest goes on.
detector = Stfpm.open(model.path)
progress = ImageJProgress(tasks, "Evaluating")
try:
    evaluation = SetEvaluation.of(detector, folder.toPath(), progress)
    evaluation.write(metrics.toPath(), detector)
finally:
    progress.close()
    detector.close()

print("All images:")
for figure in evaluation.all().figures():
    print("  %s: %s" % (figure.name(), figure.text()))

# Each kind of anomaly against all normal images. A figure without a value says why it has none.
for kind in evaluation.byKind().entrySet():
    for figure in kind.value.figures():
        if figure.name() == "Image AUROC":
            print("%s: %s %s" % (kind.key, figure.name(), figure.text()))
