using Microsoft.Data.Sqlite;

namespace Guildhall.Storage.Sqlite;

/// <summary>The prepared statements of one connection by their SQL, which must be constants: the reference is the key.</summary>
internal sealed class StatementCache(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(ReferenceEqualityComparer.Instance);

    public Statement Prepared(string sql)
    {
        if (_statements.TryGetValue(sql, out var known)) return known;
        var statement = new Statement(connection, sql);
        _statements.Add(sql, statement);
        return statement;
    }

    /// <summary>Ends whatever is being read.</summary>
    public void ResetAll()
    {
        foreach (var statement in _statements.Values) statement.Reset();
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
    }
}
