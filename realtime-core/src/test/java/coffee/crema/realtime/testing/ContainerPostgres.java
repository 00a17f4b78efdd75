package coffee.crema.realtime.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.PortBinding;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/// In a container that keeps its port and its data over a restart.
final class ContainerPostgres implements PostgresProcess {

    private final GenericContainer<?> container;

    ContainerPostgres(int port) {
        container =
                new GenericContainer<>(DockerImageName.parse("postgres:17-alpine"))
                        .withExposedPorts(5432)
                        .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
                        .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200")
                        .withCreateContainerCmdModifier(create ->
                                create.getHostConfig()
                                        .withPortBindings(
                                                PortBinding.parse("127.0.0.1:" + port + ":5432")));
    }

    @Override
    public void start() {
        if (container.getContainerId() == null) {
            container.start();
        } else {
            docker().startContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public void restartIfEnded() {}

    @Override
    public void stop() {
        docker().stopContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void close() {
        container.stop();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }
}
