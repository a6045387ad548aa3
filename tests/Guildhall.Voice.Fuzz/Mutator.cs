using System.Buffers.Binary;

namespace Guildhall.Voice.Fuzz;

/// <summary>Makes inputs out of valid samples: changed, cut, grown, spliced; some untouched, and some that are noise from end to end.</summary>
internal sealed class Mutator(IReadOnlyList<byte[]> samples, IReadOnlyList<byte[]> words, Dice dice)
{
    /// <summary>No input is longer.</summary>
    public const int Largest = 4096;

    private const int Changes = 6;

    private static readonly ushort[] Odd = [0, 1, 2, 3, 4, 0x7F, 0x80, 0xFF, 0x100, 0x0FFF, 0x7FFF, 0x8000, 0xBEDE, 0xFFFE, 0xFFFF];

    private readonly byte[] _input = new byte[Largest];
    private int _length;

    /// <summary>The next input; it is the caller's until the next call, and may be written to.</summary>
    public Span<byte> Next()
    {
        if (dice.OneIn(20))
        {
            _length = dice.Below(dice.OneIn(4) ? 1500 : 80);
            dice.Fill(_input.AsSpan(0, _length));
            return _input.AsSpan(0, _length);
        }

        Take(samples[dice.Below(samples.Count)]);
        if (!dice.OneIn(50))
        {
            for (var left = 1 + dice.Below(Changes); left > 0; left--) Change();
        }

        return _input.AsSpan(0, _length);
    }

    private void Take(byte[] sample)
    {
        _length = Math.Min(sample.Length, Largest);
        sample.AsSpan(0, _length).CopyTo(_input);
    }

    private void Change()
    {
        switch (dice.Below(words.Count > 0 ? 11 : 9))
        {
            case 0 or 1 when _length > 0:
                _input[dice.Below(_length)] ^= (byte)(1 << dice.Below(8));
                break;
            case 2 when _length > 0:
                _input[dice.Below(_length)] = (byte)dice.Next();
                break;
            case 3 or 4 when _length > 1:
                BinaryPrimitives.WriteUInt16BigEndian(_input.AsSpan(dice.Below(_length - 1)), Odd[dice.Below(Odd.Length)]);
                break;
            case 5:
                _length = dice.Below(_length + 1);
                break;
            case 6:
                Insert(dice.Below(_length + 1), 1 + dice.Below(dice.OneIn(10) ? 600 : 16));
                break;
            case 7 when _length > 0:
                Remove(dice.Below(_length), 1 + dice.Below(16));
                break;
            case 8:
                Splice(samples[dice.Below(samples.Count)]);
                break;
            case 9 or 10:
                Say(words[dice.Below(words.Count)]);
                break;
            default:
                break;
        }
    }

    private void Insert(int at, int count)
    {
        count = Math.Min(count, Largest - _length);
        _input.AsSpan(at, _length - at).CopyTo(_input.AsSpan(at + count));
        // New bytes, or what stood there once more.
        if (dice.OneIn(2)) dice.Fill(_input.AsSpan(at, count));
        _length += count;
    }

    private void Remove(int at, int count)
    {
        count = Math.Min(count, _length - at);
        _input.AsSpan(at + count, _length - at - count).CopyTo(_input.AsSpan(at));
        _length -= count;
    }

    private void Splice(byte[] other)
    {
        if (other.Length == 0) return;
        var from = dice.Below(other.Length);
        var at = dice.Below(_length + 1);
        var count = Math.Min(Math.Min(other.Length - from, 1 + dice.Below(200)), Largest - at);
        other.AsSpan(from, count).CopyTo(_input.AsSpan(at));
        _length = Math.Max(_length, at + count);
    }

    private void Say(byte[] word)
    {
        var at = dice.Below(_length + 1);
        var count = Math.Min(word.Length, Largest - at);
        word.AsSpan(0, count).CopyTo(_input.AsSpan(at));
        _length = Math.Max(_length, at + count);
    }
}
