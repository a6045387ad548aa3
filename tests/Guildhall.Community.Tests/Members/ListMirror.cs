using System.Text.Json;

namespace Guildhall.Community.Tests.Members;

/// <summary>A client's copy of a member list: rows in an array that steps splice, cut to the length that the groups add up to.</summary>
internal sealed class ListMirror
{
    private readonly List<string?> _rows = [];

    public IReadOnlyList<string?> Rows => _rows;

    public void Apply(JsonElement update)
    {
        foreach (var op in update.GetProperty("ops").EnumerateArray())
        {
            switch (op.GetProperty("op").GetString())
            {
                case "SYNC":
                    var first = op.GetProperty("range")[0].GetInt32();
                    foreach (var item in op.GetProperty("items").EnumerateArray()) Set(first++, item.ToString());
                    break;
                case "INVALIDATE":
                    var last = op.GetProperty("range")[1].GetInt32();
                    for (var i = op.GetProperty("range")[0].GetInt32(); i <= last && i < _rows.Count; i++) _rows[i] = null;
                    break;
                case "INSERT":
                    _rows.Insert(Math.Min(Index(op), _rows.Count), op.GetProperty("item").ToString());
                    break;
                case "UPDATE":
                    Set(Index(op), op.GetProperty("item").ToString());
                    break;
                case "DELETE":
                    if (Index(op) < _rows.Count) _rows.RemoveAt(Index(op));
                    break;
                case var other:
                    throw new InvalidOperationException($"A list knows no {other}.");
            }
        }

        var length = update.GetProperty("groups").EnumerateArray().Sum(group => group.GetProperty("count").GetInt32() + 1);
        while (_rows.Count < length) _rows.Add(null);
        _rows.RemoveRange(length, _rows.Count - length);
    }

    private static int Index(JsonElement op) => op.GetProperty("index").GetInt32();

    private void Set(int index, string item)
    {
        while (_rows.Count <= index) _rows.Add(null);
        _rows[index] = item;
    }
}
