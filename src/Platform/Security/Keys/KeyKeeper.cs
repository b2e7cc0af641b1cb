using System.Xml.Linq;
using Entrepot.Platform.Data;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Security.Keys;

/// <summary>Makes sure, at each start and every minute, that this process knows the installation's keys and that there is one for the months to come.</summary>
internal sealed partial class KeyKeeper(MasterKeyPlace place, SealedKeys stored, IKeyManager manager, FreshKeys fresh, DatabaseEngine engine, ILogger<KeyKeeper> log) : BackgroundService
{
    /// <summary>The framework's own number: a stolen session is worth nothing after it.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(90);

    /// <summary>How long before its use a key is stored: every process has read it by then, since they look once a day.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(7);

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private int seen;

    /// <exception cref="InvalidOperationException">This process has no master key, or not the one that the keys were sealed with.</exception>
    public void Prepare()
    {
        if (!place.IsSet) return;

        var rows = stored.Read();
        var master = place.Find() ?? (rows.Count == 0 ? place.Make() : throw Refuse("this process has no master key."));
        stored.Master = master;
        if (place.Former() is { } former && former.Id != master.Id)
        {
            foreach (var row in rows.Where(row => row.Master == former.Id)) stored.SealAnew(row.Name, former, row.Sealed);
            rows = stored.Read();
        }

        if (rows.Exists(row => row.Master != master.Id)) throw Refuse("the master key of this process is another one.");
        _ = stored.GetAllElements(); // One that somebody changed shows now and not when a session is read.
        TakeOver();
        MakeSure();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!place.IsSet) return;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                Look();
                if (!IsShort()) continue;
                await using var alone = await engine.AloneAsync(null, stoppingToken);
                MakeSure();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogLater(log, exception.GetBaseException().Message);
            }
        }
    }

    /// <summary>Keys of before lie in the folder, readable by whoever reads the folder: they are stored sealed, and go from there.</summary>
    private void TakeOver()
    {
        if (place.Folder is not { } folder || !Directory.Exists(folder)) return;

        foreach (var path in Directory.GetFiles(folder, "*.xml"))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            stored.StoreElement(XElement.Load(path), name);
            if (stored.Read().Exists(row => row.Name == name)) File.Delete(path);
        }
    }

    private void MakeSure()
    {
        if (IsShort()) manager.CreateNewKey(LastsUntil(), LastsUntil() + Life);
        seen = stored.Read().Count;
    }

    private void Look()
    {
        var count = stored.Read().Count;
        if (count == seen) return;
        fresh.Forget();
        seen = count;
    }

    private bool IsShort() => LastsUntil() <= Now + Ahead;

    private DateTimeOffset LastsUntil()
    {
        var now = Now;
        return manager.GetAllKeys().Where(key => !key.IsRevoked && key.ExpirationDate > now).Select(key => key.ExpirationDate).DefaultIfEmpty(now).Max();
    }

    /// <summary>The framework looks at this clock too.</summary>
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private InvalidOperationException Refuse(string what) => new(
        $"The keys in this database are sealed with a master key, and {what} All processes of an installation need the same one: give it to this process in {place.Description}. " +
        "It is in the file master.key in the folder 'keys' of the data folder of the process that first used this database, unless it was given in the environment there.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "The next key for sessions and secrets could not be made; it is tried again in a minute: {Why}")]
    private static partial void LogLater(ILogger log, string why);
}
