# Accepts as normal whatever a model finds anomalous in a folder of normal images: false alarms that it should not give again.
#
# Look at the images first: what is accepted is learned, defects too. The model file is changed in place; every correction can be
# taken back, with Corrections... in the menu or Stfpm.takeBack(model, number).

#@ File (label = "Folder of normal images", style = "directory") folder
#@ File (label = "Model (.stfpm)", style = "open") model

from java.io import IOException
from sc.fiji.stfpm import Stfpm

before = len(Stfpm.corrections(model.path))
for name in Stfpm.images(folder.path, False):
    try:
        Stfpm.accept(model.path, Stfpm.read(folder.path + "/" + name), name)
    except IOException as e:
        print("%s was left out: %s" % (name, e.getMessage()))
for correction in list(Stfpm.corrections(model.path))[before:]:
    print("%d: %s" % (correction.number(), correction))
