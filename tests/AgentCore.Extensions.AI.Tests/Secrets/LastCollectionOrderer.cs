using Xunit.Abstractions;

namespace AgentCore.Extensions.AI.Tests.Secrets;

/// <summary>Has the collection of <see cref="SecretWatchTests"/> come last; like all that take no company, it comes after those that do.</summary>
public sealed class LastCollectionOrderer : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.DisplayName == SecretWatchTests.Last);
}
