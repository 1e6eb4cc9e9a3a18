#include "order.h"

const char *nextText(struct order *order) {
  if (order->at >= order->end) return NULL;
  const char *text = order->at;
  order->at += lengthOf(text) + 1;
  return text;
}

static int hasTwoValues(char key) {
  return key == 'b' || key == 'l' || key == 'f' || key == 't' || key == 'z';
}

int nextField(struct order *order, struct field *field) {
  const char *key = nextText(order);
  if (!key) return 0;
  field->key = key[0];
  field->first = nextText(order);
  field->second = hasTwoValues(key[0]) ? nextText(order) : "";
  return field->first != NULL && field->second != NULL;
}
