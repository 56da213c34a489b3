"""A neural voice of a few kilobytes, of the form that piper loads: it hums, on a pitch that follows the phonemes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

RATE = 22_050
SAMPLES_A_PHONEME = 1_200


def write_tiny_voice(model: Path, lowest_hertz: float = 120) -> None:
    """The two files: inputs input (1, n), input_lengths (1,) and scales (3,), output (1, 1, 1, samples)."""
    config = model.with_name(f"{model.name}.json")
    config.write_text(json.dumps(CONFIG), "utf-8")
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "phonemes"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    outputs = [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "samples"])]
    graph = helper.make_graph(_nodes(), "tiny", inputs, outputs, _constants(lowest_hertz))
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    onnx.checker.check_model(made)
    model.write_bytes(made.SerializeToString())


CONFIG = {
    "audio": {"sample_rate": RATE, "quality": "tiny"},
    "espeak": {"voice": "en-us"},
    "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
    "phoneme_type": "espeak",
    "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
    "num_symbols": 256,
    "num_speakers": 1,
    "speaker_id_map": {},
}


def _constants(lowest_hertz: float) -> list[onnx.TensorProto]:
    values: dict[str, np.ndarray] = {
        "one": np.array(1, np.int64),
        "zero": np.array(0, np.int64),
        "for_each": np.array(SAMPLES_A_PHONEME, np.float32),
        "turn": np.array(2 * np.pi / RATE, np.float32),
        "lowest": np.array(lowest_hertz, np.float32),
        "half": np.array(0.5, np.float32),
        "shape": np.array([1, 1, 1, -1], np.int64),
    }
    return [numpy_helper.from_array(value, name) for name, value in values.items()]


def _nodes() -> list[onnx.NodeProto]:
    """Length: phonemes times the length scale; pitch: the lowest and the mean of the ids."""
    return [
        helper.make_node("Cast", ["input_lengths"], ["count"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["scales", "one"], ["slower"]),
        helper.make_node("Mul", ["count", "slower"], ["beats"]),
        helper.make_node("Mul", ["beats", "for_each"], ["exact"]),
        helper.make_node("Cast", ["exact"], ["long"], to=TensorProto.INT64),
        helper.make_node("Squeeze", ["long"], ["samples"]),
        helper.make_node("Range", ["zero", "samples", "one"], ["numbers"]),
        helper.make_node("Cast", ["numbers"], ["times"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["input"], ["ids"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMean", ["ids"], ["mean"], keepdims=0),
        helper.make_node("Add", ["mean", "lowest"], ["hertz"]),
        helper.make_node("Mul", ["hertz", "turn"], ["step"]),
        helper.make_node("Mul", ["times", "step"], ["phase"]),
        helper.make_node("Sin", ["phase"], ["sine"]),
        helper.make_node("Mul", ["sine", "half"], ["hum"]),
        helper.make_node("Reshape", ["hum", "shape"], ["output"]),
    ]
