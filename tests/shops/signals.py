from django.dispatch import Signal

placed = Signal()
