using Entrepot.Channels.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Simulation.Plants;

/// <summary>Bugs that are planted to see whether the simulation finds them, by name. The product itself has no switch for them.</summary>
internal static class Planted
{
    public const string Forgetful = "forgetful-intake", LateOutbox = "late-outbox", NoFence = "no-fence";

    public static Action<IServiceCollection, World>? Find(string? name) => name switch
    {
        null => null,
        Forgetful => (services, world) => Outcomes.Decorate<IOrderIntake>(services, (intake, _) => new ForgetsWhatCameIn(intake, world.Delivered, world)),
        LateOutbox => (services, world) => services.ConfigureDbContext<EntrepotDb>(options => options.AddInterceptors(new WritesItsOutboxLater(world))),
        NoFence => (services, world) =>
        {
            world.FreezesPerThousand = 40;
            Outcomes.Decorate<IExternalWork>(services, (work, provider) => new TakesItsLeaseBack(work, provider.GetRequiredService<IServiceScopeFactory>()));
        }
        ,
        _ => throw new ArgumentException($"Nobody plants '{name}'.", nameof(name)),
    };
}
