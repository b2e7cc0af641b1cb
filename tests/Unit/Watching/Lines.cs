using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Entrepot.Unit.Watching;

/// <summary>Keeps every line of a log, with the values in it, its exception and its scopes.</summary>
internal sealed class Lines : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> written = [];
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public IReadOnlyCollection<string> Written => written;

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => new Writer(this);

    public void Dispose() { }

    private static string Said(object? state) => state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values.Select(value => $"{value.Key}={value.Value}")) : $"{state}";

    private sealed class Writer(Lines lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => lines.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scopes = new List<string>();
            lines.scopes.ForEachScope((scope, all) => all.Add(Said(scope)), scopes);
            lines.written.Enqueue($"{logLevel} {formatter(state, exception)} | {Said(state)} | {exception} | {string.Join(" | ", scopes)}");
        }
    }
}
