using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Guildhall.Protocol;

namespace Guildhall.Storage.Packing;

/// <summary>
/// Rows by id: objects while they are few, packed when they are many. A packed row is made anew each time that it is asked for, so equal
/// rows are equal and not the same. Belongs to one actor; must not change while it is enumerated.
/// </summary>
public sealed class RowDictionary<TId, TRow>(RowCodec<TRow> codec) : IReadOnlyDictionary<TId, TRow>
    where TId : struct, ISnowflakeId<TId>
    where TRow : class
{
    /// <summary>Rows from which they are packed.</summary>
    public const int PackedFrom = 5_000;

    // Few rows; and among many those that the codec has no form for.
    private readonly Dictionary<TId, TRow> _rows = [];
    private PackedRows? _packed;

    /// <summary>Makes a table of rows.</summary>
    public RowDictionary(RowCodec<TRow> codec, IEnumerable<TRow> rows)
        : this(codec)
    {
        foreach (var row in rows) Add(row);
    }

    public int Count => _rows.Count + (_packed?.Count ?? 0);

    /// <summary>True when the rows are packed.</summary>
    public bool IsPacked => _packed is not null;

    /// <summary>Bytes of the packed rows.</summary>
    public long PackedBytes => _packed?.Bytes ?? 0;

    /// <summary>Changes whenever every packed row gets another place; a walk that has begun before has to begin anew.</summary>
    public int Shape => _packed?.Places ?? 0;

    public IEnumerable<TId> Keys => _packed is null ? _rows.Keys : _rows.Keys.Concat(_packed.Ids().Select(IdOf));

    public IEnumerable<TRow> Values => _packed is null ? _rows.Values : _rows.Values.Concat(_packed.Ids().Select(id => Unpacked(id)!));

    public TRow this[TId key]
    {
        get => TryGetValue(key, out var row) ? row : throw new KeyNotFoundException($"There is no row {key}.");
        set => Put(key, value);
    }

    /// <summary>Adds or replaces a row under its own id.</summary>
    public void Add(TRow row) => Put(IdOf(codec.IdOf(row)), row);

    public bool ContainsKey(TId key) => _rows.ContainsKey(key) || (_packed?.Contains(key.Value.Value) ?? false);

    public bool TryGetValue(TId key, [MaybeNullWhen(false)] out TRow value)
    {
        if (_rows.TryGetValue(key, out value)) return true;
        value = _packed is null ? null : Unpacked(key.Value.Value);
        return value is not null;
    }

    public TRow? GetValueOrDefault(TId key) => TryGetValue(key, out var row) ? row : null;

    public bool Remove(TId key) => _rows.Remove(key) || (_packed?.Remove(key.Value.Value) ?? false);

    /// <summary>The bytes of a row that is packed, to be read in place; empty for one that is not.</summary>
    public ReadOnlySpan<byte> PackedBody(TId key) => _packed is null || _rows.ContainsKey(key) ? default : _packed.Find(key.Value.Value);

    /// <summary>
    /// Looks at a part of the rows, in the order of <see cref="Values"/>, without making objects of packed ones, until the visitor has had
    /// enough. Rows may change between two parts: then one may be seen twice, and none that stays is missed.
    /// </summary>
    /// <param name="from">0, or where the part before has ended.</param>
    /// <param name="places">How many places of the packed table to look at; about two thirds of them have a row.</param>
    /// <returns>Where to go on; null at the end, or when the visitor has had enough.</returns>
    public int? Walk(int from, int places, RowVisitor<TId, TRow> visit)
    {
        if (from == 0)
        {
            foreach (var (id, row) in _rows)
            {
                if (!visit(id, row, default)) return null;
            }
        }

        return _packed?.Walk(from, places, (id, body) => visit(IdOf(id), null, body));
    }

    public IEnumerator<KeyValuePair<TId, TRow>> GetEnumerator() => Values.Select(row => KeyValuePair.Create(IdOf(codec.IdOf(row)), row)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static TId IdOf(ulong id) => TId.From(new Snowflake(id));

    private void Put(TId key, TRow row)
    {
        if (_packed is not null)
        {
            Pack(key, row);
            return;
        }

        _rows[key] = row;
        if (_rows.Count < PackedFrom) return;
        _packed = new PackedRows();
        foreach (var (id, kept) in _rows.ToArray()) Pack(id, kept);
        _rows.TrimExcess();
    }

    private void Pack(TId key, TRow row)
    {
        Span<byte> bytes = stackalloc byte[RowCodec<TRow>.LongestRow];
        var writer = new PackedWriter(bytes);
        if (codec.IdOf(row) == key.Value.Value && key.Value.Value != 0 && codec.TryWrite(row, ref writer) && writer.HasRoom)
        {
            _packed!.Put(key.Value.Value, bytes[..writer.Length]);
            _rows.Remove(key);
        }
        else
        {
            _packed!.Remove(key.Value.Value);
            _rows[key] = row;
        }
    }

    private TRow? Unpacked(ulong id)
    {
        var body = _packed!.Find(id);
        if (body.IsEmpty) return null;
        var reader = new PackedReader(body);
        return codec.Read(id, ref reader);
    }
}

/// <summary>Looks at a row, as an object or as its packed bytes; false when it has had enough.</summary>
public delegate bool RowVisitor<TId, TRow>(TId id, TRow? row, ReadOnlySpan<byte> packed)
    where TRow : class;
