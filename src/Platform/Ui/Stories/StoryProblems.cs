using Entrepot.Kernel;

namespace Entrepot.Platform.Ui;

internal static class StoryProblems
{
    public static readonly Problem NotNow = Problem.Conflict("stories.not_now", "These orders are being packed. Wait until they are done, then hold them.");
    public static readonly Problem NoRate = Problem.Conflict("customs.no_rate", "No duty rate is known for 8518.30 from China to Mexico on this day. Import the tariff or enter a rate.");
}
