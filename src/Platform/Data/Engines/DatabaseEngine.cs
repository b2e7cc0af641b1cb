using System.Data.Common;
using Entrepot.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Data;

/// <summary>
/// What differs between the embedded database and PostgreSQL. Everything above it is written once: the model, the
/// migrations, and statements in PostgreSQL's words, of which SQLite knows most and has the rest translated.
/// </summary>
public abstract class DatabaseEngine
{
    /// <summary>SQLite has one writer at a time; units of work then wait for their turn in <see cref="WriteGate"/>.</summary>
    public abstract bool IsSingleWriter { get; }

    /// <summary>The engine behind an address: <c>sqlite:FILE</c>, or a connection string of PostgreSQL (<c>Host=…;Database=…</c>).</summary>
    /// <exception cref="FormatException">The address is neither.</exception>
    public static DatabaseEngine At(string address)
    {
        const string sqlite = "sqlite:";
        if (address.StartsWith(sqlite, StringComparison.OrdinalIgnoreCase)) return new SqliteEngine(address[sqlite.Length..]);
        if (address.Contains("Host=", StringComparison.OrdinalIgnoreCase)) return new PostgresEngine(address);
        throw new FormatException($"'{address.Split(';')[0]}' is no database address. Write sqlite:FILE, or a connection string such as Host=127.0.0.1;Database=entrepot;Username=entrepot.");
    }

    internal abstract void Configure(DbContextOptionsBuilder options);

    /// <summary>Looks at the server's version and settings before work begins.</summary>
    /// <returns>What endangers the promises, and what to do about it.</returns>
    /// <exception cref="InvalidOperationException">The server cannot be used at all.</exception>
    internal virtual Task<IReadOnlyList<string>> CheckAsync(EntrepotDb db, CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>Brings the tables to the newest schema, with all that the engine needs of them beyond it. Repeatable.</summary>
    /// <returns>What the database's user lacks, and what to do about it.</returns>
    internal virtual async Task<IReadOnlyList<string>> MigrateAsync(EntrepotDb db, CancellationToken ct)
    {
        await db.Database.MigrateAsync(ct);
        return [];
    }

    /// <summary>What the status page says about the database.</summary>
    public abstract Task<DatabaseFacts> FactsAsync(EntrepotDb db, CancellationToken ct);

    /// <summary>Called before a unit of work begins, with no connection open, and <see cref="BecomeReader"/> after it has ended.</summary>
    internal virtual void BecomeWriter(EntrepotDb db) { }

    internal virtual void BecomeReader(EntrepotDb db) { }

    /// <summary>
    /// Makes the transaction that has just begun work for the company, alone of its kind of turn until it ends. What the only
    /// writer has read then stays true until its commit, on both engines, and no use case thinks about others in its midst.
    /// </summary>
    /// <returns>What keeps the company from being written here, as it stands once the turn is taken; null for nothing.</returns>
    internal virtual async Task<CompanyFence?> TakeTurnAsync(EntrepotDb db, TenantId company, Turn turn, CancellationToken ct) =>
        (await db.QueryAsync(FenceSql.Read, CompanyFence.Read, ct, company.Value)).FirstOrDefault();

    /// <summary>Begins a transaction that reads everything as it stands now, however long it takes.</summary>
    internal abstract string BeginSnapshot { get; }

    /// <summary>Reads a mark, before which everything that this snapshot does not show was not yet committed; null where the engine cannot tell what has changed since.</summary>
    internal virtual string? ReadMark => null;

    /// <summary>A condition on a row: it was written after the mark that is given as <c>@p1</c>, or about then.</summary>
    internal virtual string SinceMark => throw new InvalidOperationException("This engine has no marks.");

    /// <summary>Which table refers to which: two names a row.</summary>
    internal abstract string ReadReferences { get; }

    /// <summary>Whether another process has this database open. To be asked before anything else is done with it.</summary>
    internal abstract Task<bool> IsInUseAsync(EntrepotDb db, CancellationToken ct);

    /// <summary>Whether there is anything at the address at all.</summary>
    internal virtual bool Exists => true;

    /// <summary>
    /// A command for one of our statements. Parameters are positional (<c>@p0, @p1, …</c>); a list of keys is passed as
    /// <c>long[]</c> or <c>string[]</c> and compared with <c>= ANY(@p1)</c>.
    /// </summary>
    internal abstract DbCommand Command(DbConnection connection, string sql, ReadOnlySpan<object?> values);

    /// <summary>Adds the rows, then runs each statement once per row of its parameters, all or nothing.</summary>
    /// <returns>How many rows were added and changed.</returns>
    /// <exception cref="InvalidOperationException">A statement of which one row was expected changed none or several.</exception>
    internal abstract Task<long> WriteAsync(DbConnection connection, IReadOnlyList<PendingRows> rows, IReadOnlyList<PendingStatement> statements, CancellationToken ct);

    /// <summary>What is better done after a commit by whoever has the turn than by nobody. Never fails: the work is done and answered.</summary>
    internal virtual Task TidyAsync(EntrepotDb db) => Task.CompletedTask;

    /// <summary>The database could not do it, whatever the values were (busy, full, unreachable, not migrated): the same may work later.</summary>
    /// <remarks>Of whichever engine: a process may have companies on both.</remarks>
    public bool IsOutage(Exception exception) => exception is CompanyUnavailableException || PostgresFaults.IsOutage(exception) || SqliteEngine.IsFailure(exception);

    /// <summary>
    /// An outage that passes by itself: the server restarts, a standby takes over, the connection broke, another transaction
    /// was in the way. The whole unit of work may be done again; whether a broken commit happened is not known.
    /// </summary>
    public bool IsAway(Exception exception) => PostgresFaults.IsAway(exception);

    /// <summary>
    /// Whatever is written meets it too: the database is away, or its disk is full or broken. Nothing is to be counted against the work
    /// under way, which waits until it has passed, however long that takes.
    /// </summary>
    public bool IsEverybodys(Exception exception) => PostgresFaults.IsEverybodys(exception) || SqliteEngine.IsStorageFailure(exception);

    /// <summary>Holds all other processes off until disposed of: for what one of them does once. The embedded database has one server process.</summary>
    /// <param name="waiting">Told once where another process is at it; null where nobody need know.</param>
    public virtual Task<IAsyncDisposable> AloneAsync(Action? waiting, CancellationToken ct) => Task.FromResult<IAsyncDisposable>(new Nothing());

    /// <summary>A value as both engines take it.</summary>
    internal static object? Plain(object? value) => value is Sentence sentence ? SentenceJson.ToText(sentence) : value;

    internal static NotOneRowException NotOneRow(long changed, string sql) => new($"Expected to change one row for each of the given values, changed {changed}: {sql}");

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>A statement that had to change one row found none, or several.</summary>
internal sealed class NotOneRowException(string message) : InvalidOperationException(message);

/// <summary>Whom a unit of work waits for: the other units of its company that take the same turn.</summary>
internal enum Turn
{
    /// <summary>Reads, decides and changes: the company's only writer, but for what is taken in meanwhile.</summary>
    OnlyWriter,

    /// <summary>Adds what is new at the front door.</summary>
    TakingIn,
}

/// <param name="SizeBytes">On its disk, with the embedded one's log.</param>
public sealed record DatabaseFacts(string Kind, string Version, long SizeBytes);
